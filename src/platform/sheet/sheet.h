// Sheet: rows of a described struct as a file to save: CSV, or a workbook with real numbers and
// days and a second page that says what the rows are. A column names a field of the struct; its
// type says how a cell is written.
//
//     constexpr sheet::Column columns[] = {{"numero", "Numéro", "Number"},
//                                          {"volume_15c", "Volume à 15 °C (L)", …}};
//     const auto file = sheet::make(Format::csv, {json::type_of<Reception>, columns, …});
//     for (const auto& reception : receptions)
//         file->add(&reception);
//     const std::string bytes = file->finish();
//
// CSV is UTF-8 with a byte order mark, RFC 4180, ';' and decimal commas in French, ',' and points
// in English; a text that a spreadsheet would run as a formula gets an apostrophe in front. Used by
// one thread at a time; a workbook keeps its rows in a temporary file.
#pragma once

#include "platform/base/code.h"
#include "platform/base/date.h"
#include "platform/json/type.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mlpp::sheet {

enum class Format : std::uint8_t { csv, xlsx };
BOOST_DESCRIBE_ENUM(Format, csv, xlsx)

struct Column {
    std::string_view field;
    std::string_view fr;
    std::string_view en;
};

// The clock of a place: from when on it is how far ahead of UTC, oldest first.
struct Clock {
    struct Change {
        Instant debut;
        std::int32_t decalage_s = 0;
    };

    std::string fuseau = "UTC";
    std::vector<Change> changes{};

    // What the clock there shows, as if it were UTC.
    Instant shown(Instant instant) const;
};
BOOST_DESCRIBE_STRUCT(Clock::Change, (), (debut, decalage_s))

// A number keeps its decimals, an instant is shown by the clock.
struct Figure {
    std::int64_t units = 0;
    int decimals = 0;
};

struct LocalInstant {
    Instant shown;
};

using Cell = std::variant<std::monostate, std::string, Figure, Date, LocalInstant>;

struct Layout {
    const json::Type& row;
    std::span<const Column> columns;
    Language language = Language::fr;
    Clock clock{};
    std::string title{};
};

// The page about the rows: a label and what it says, line by line.
using About = std::vector<std::pair<std::string, std::string>>;

class Sheet {
public:
    virtual ~Sheet() = default;

    void add(const void* row);
    // A line that says `label` in the first column and figures of `total`, a struct with fields of
    // the same names, in those that it has.
    void add_total(std::string_view label, const json::Type& type, const void* total);
    // The file; the sheet is over.
    virtual std::string finish(const About& about) = 0;

protected:
    explicit Sheet(const Layout& layout);

    virtual void write(std::span<const Cell> cells, bool total) = 0;

    const std::vector<std::string>& titles() const { return titles_; }

    const json::Field& field(std::size_t column) const { return *fields_[column]; }

    const Layout& layout() const { return layout_; }

private:
    Layout layout_;
    std::vector<const json::Field*> fields_;
    std::vector<std::string> titles_;
    std::vector<Cell> cells_;
};

std::unique_ptr<Sheet> make(Format format, const Layout& layout);

// The media type of the file, a constant.
std::string_view media_type(Format format);

// The value of a field as a cell.
Cell cell_of(const json::Type& type, const void* value, const Layout& layout);

} // namespace mlpp::sheet
