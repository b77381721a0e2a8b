// QrCode: a text as the squares of a QR code (UTF-8, a quarter of it may be damaged). Plain value;
// any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mlpp::pdf {

struct QrCode {
    std::size_t side = 0;
    std::vector<bool> dark{}; // row by row

    // At most text_max bytes, no NUL.
    static QrCode of(std::string_view text);

    bool at(std::size_t row, std::size_t column) const { return dark[row * side + column]; }

    static constexpr std::size_t text_max = 400;
};

} // namespace mlpp::pdf
