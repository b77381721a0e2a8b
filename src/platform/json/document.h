// Document: a JSON text taken apart, with the text of every number kept. Internal to json/. The
// values stand in reading order in one array; decoded strings in one buffer. Immutable once parsed.
#pragma once

#include "platform/base/result.h"
#include "platform/json/json.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::json {

enum class Shape : std::uint8_t { null, boolean, number, string, array, object };

struct Value {
    Shape shape = Shape::null;
    bool truth = false;
    std::string_view text{}; // decoded string; a number as written
    std::string_view key{};  // of a member of an object
    std::uint32_t end = 0;   // index behind the last value inside this one
};

class Document {
public:
    // 400 JSON_INVALIDE with the position.
    static Result<Document> parse(std::string_view text, const Limits& limits);

    // Decoded query parameters as an object of texts; a repeated name becomes an array. Looks into
    // `parameters`.
    static Document of_parameters(std::span<const std::pair<std::string, std::string>> parameters);

    const std::vector<Value>& values() const { return values_; }

    // The members or items of a container: first index, then values()[i].end, until the container's
    // end.
    static std::uint32_t first_inside(std::uint32_t index) { return index + 1; }

    // The value as compact JSON text.
    void write(std::uint32_t index, std::string& out) const;

private:
    friend class Builder;

    std::unique_ptr<char[]> text_; // never moves: values look into it
    std::vector<Value> values_;
};

} // namespace mlpp::json
