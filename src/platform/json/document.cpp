#include "platform/json/document.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace mlpp::json {

namespace bj = boost::json;

// Receives the parser's events. Strings and numbers may come in parts; together they never exceed
// the source.
class Builder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    Builder(std::size_t source_size, const Limits& limits)
        : limits_(limits), next_(new char[source_size + 1]), part_(next_) {
        document_.text_.reset(next_);
    }

    Document take() { return std::move(document_); }

    bool on_document_begin(bj::error_code&) { return true; }

    bool on_document_end(bj::error_code&) { return true; }

    bool on_object_begin(bj::error_code& ec) { return open(Shape::object, ec); }

    bool on_array_begin(bj::error_code& ec) { return open(Shape::array, ec); }

    bool on_object_end(std::size_t, bj::error_code&) { return close(); }

    bool on_array_end(std::size_t, bj::error_code&) { return close(); }

    bool on_key_part(bj::string_view text, std::size_t, bj::error_code&) { return append(text); }

    bool on_key(bj::string_view text, std::size_t, bj::error_code&) {
        append(text);
        key_ = finish();
        return true;
    }

    bool on_string_part(bj::string_view text, std::size_t, bj::error_code&) { return append(text); }

    bool on_string(bj::string_view text, std::size_t, bj::error_code& ec) {
        append(text);
        return leaf({.shape = Shape::string, .text = finish()}, ec);
    }

    bool on_number_part(bj::string_view text, bj::error_code&) { return append(text); }

    bool on_int64(std::int64_t, bj::string_view text, bj::error_code& ec) {
        return number(text, ec);
    }

    bool on_uint64(std::uint64_t, bj::string_view text, bj::error_code& ec) {
        return number(text, ec);
    }

    bool on_double(double, bj::string_view text, bj::error_code& ec) { return number(text, ec); }

    bool on_bool(bool truth, bj::error_code& ec) {
        return leaf({.shape = Shape::boolean, .truth = truth}, ec);
    }

    bool on_null(bj::error_code& ec) { return leaf({}, ec); }

    bool on_comment_part(bj::string_view, bj::error_code&) { return true; }

    bool on_comment(bj::string_view, bj::error_code&) { return true; }

private:
    bool append(bj::string_view text) {
        std::memcpy(next_, text.data(), text.size());
        next_ += text.size();
        return true;
    }

    std::string_view finish() {
        const std::string_view whole(part_, static_cast<std::size_t>(next_ - part_));
        part_ = next_;
        return whole;
    }

    bool number(bj::string_view text, bj::error_code& ec) {
        append(text);
        return leaf({.shape = Shape::number, .text = finish()}, ec);
    }

    bool add(Value value, bj::error_code& ec) {
        auto& values = document_.values_;
        if (values.size() >= limits_.values) {
            ec = bj::make_error_code(bj::error::array_too_large);
            return false;
        }
        value.key = std::exchange(key_, {});
        value.end = static_cast<std::uint32_t>(values.size() + 1);
        values.push_back(value);
        return true;
    }

    bool leaf(Value value, bj::error_code& ec) { return add(value, ec); }

    bool open(Shape shape, bj::error_code& ec) {
        if (!add({.shape = shape}, ec)) return false;
        open_.push_back(static_cast<std::uint32_t>(document_.values_.size() - 1));
        return true;
    }

    bool close() {
        document_.values_[open_.back()].end = static_cast<std::uint32_t>(document_.values_.size());
        open_.pop_back();
        return true;
    }

    const Limits& limits_;
    Document document_;
    std::vector<std::uint32_t> open_;
    char* next_;
    char* part_;
    std::string_view key_;
};

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
    bj::parse_options options;
    options.max_depth = limits.depth;
    bj::basic_parser<Builder> parser(options, text.size(), limits);
    bj::error_code ec;
    const auto read = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && read < text.size()) ec = bj::make_error_code(bj::error::extra_data);
    if (ec) return refuse({Code::JSON_INVALIDE, {{"raison", "position " + std::to_string(read)}}});
    return parser.handler().take();
}

Document Document::of_parameters(std::span<const std::pair<std::string, std::string>> parameters) {
    Document document;
    auto& values = document.values_;
    const auto add = [&](Value value) {
        value.end = static_cast<std::uint32_t>(values.size() + 1);
        values.push_back(value);
    };
    add({.shape = Shape::object});
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto& name = parameters[i].first;
        const auto same = [&](const auto& other) { return other.first == name; };
        if (std::ranges::any_of(parameters.first(i), same)) continue; // told at its first place
        const auto at = values.size();
        const bool repeated = std::ranges::any_of(parameters.subspan(i + 1), same);
        if (repeated) add({.shape = Shape::array, .key = name});
        for (const auto& [other, text] : parameters.subspan(i))
            if (other == name)
                add({.shape = Shape::string,
                     .text = text,
                     .key = repeated ? "" : std::string_view{name}});
        values[at].end = static_cast<std::uint32_t>(values.size());
    }
    values.front().end = static_cast<std::uint32_t>(values.size());
    return document;
}

void Document::write(std::uint32_t index, std::string& out) const {
    const Value& value = values_[index];
    switch (value.shape) {
    case Shape::null:
        out += "null";
        return;
    case Shape::boolean:
        out += value.truth ? "true" : "false";
        return;
    case Shape::number:
        out += value.text;
        return;
    case Shape::string:
        write_string(value.text, out);
        return;
    case Shape::array:
    case Shape::object:
        break;
    }
    const bool object = value.shape == Shape::object;
    out += object ? '{' : '[';
    for (auto inside = first_inside(index); inside < value.end; inside = values_[inside].end) {
        if (inside != first_inside(index)) out += ',';
        if (object) {
            write_string(values_[inside].key, out);
            out += ':';
        }
        write(inside, out);
    }
    out += object ? '}' : ']';
}

} // namespace mlpp::json
