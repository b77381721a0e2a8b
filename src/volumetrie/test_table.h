// The published and field figures of data/, as the tests read them. Test code only: throws when a
// file or a column is missing, so that an absent file can never pass.
#pragma once

#include "volumetrie/csv.h"
#include "volumetrie/test_data_dir.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <locale>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::volumetrie::test {

inline double number(std::string_view text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::runtime_error("not a number: " + std::string(text));
    }
    return value;
}

// A locale's decimal comma.
struct DecimalComma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
};

class Table;

class Row {
public:
    Row(const std::vector<std::string>& header, std::vector<std::string> champs, std::int64_t line)
        : header_(&header), champs_(std::move(champs)), line_(line) {}

    [[nodiscard]] const std::string& text(std::string_view name) const {
        const auto found = std::ranges::find(*header_, name);
        if (found == header_->end()) throw std::runtime_error("no column " + std::string(name));
        return champs_.at(static_cast<std::size_t>(found - header_->begin()));
    }

    [[nodiscard]] bool has(std::string_view name) const { return !text(name).empty(); }

    [[nodiscard]] double value(std::string_view name) const { return number(text(name)); }

    [[nodiscard]] std::int64_t line() const { return line_; }

private:
    const std::vector<std::string>* header_;
    std::vector<std::string> champs_;
    std::int64_t line_;
};

class Table {
public:
    explicit Table(std::istream& entree) {
        LecteurCsv lecteur(entree);
        if (lecteur.read(header_) != LecteurCsv::Etat::LUE) throw std::runtime_error("no header");
        std::vector<std::string> champs;
        while (lecteur.read(champs) == LecteurCsv::Etat::LUE) {
            if (champs.size() != header_.size()) throw std::runtime_error("a row of another width");
            rows_.emplace_back(header_, champs, lecteur.numero_ligne());
        }
    }

    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    [[nodiscard]] auto begin() const { return rows_.begin(); }

    [[nodiscard]] auto end() const { return rows_.end(); }

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    std::vector<std::string> header_;
    std::vector<Row> rows_;
};

inline std::string data_path(std::string_view name) {
    return (std::string(data_dir) += '/') += name;
}

inline std::ifstream open_data(std::string_view name) {
    std::ifstream file(data_path(name), std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + data_path(name));
    return file;
}

} // namespace mlpp::volumetrie::test
