#include "platform/pdf/canvas.h"

#include <gtest/gtest.h>

namespace mlpp::pdf {

namespace {

TEST(Canvas, makes_one_page_of_a_pdf) {
    Canvas canvas("REC-2026-000001");
    const auto height = canvas.text(40, 40, 200, "Dépôt de Lubumbashi", {.size = 12, .bold = true});
    EXPECT_GT(height, 8);
    canvas.rule(40, 60, 300);
    canvas.qr_code(40, 80, 90, QrCode::of("https://depot.example/receptions/1"));
    const auto file = canvas.finish();
    EXPECT_TRUE(file.starts_with("%PDF-"));
    EXPECT_TRUE(file.ends_with("%%EOF\n"));
    EXPECT_NE(file.find("/Count 1"), std::string::npos);
}

TEST(Canvas, a_long_text_keeps_to_its_lines) {
    Canvas canvas("x");
    std::string note;
    for (int i = 0; i < 300; ++i)
        note += "mot ";
    const auto one = canvas.text(40, 40, 200, "mot", {});
    const auto four = canvas.text(40, 60, 200, note, {.lines_max = 4});
    EXPECT_LE(four, 4.5 * one);
    EXPECT_GT(four, 3.5 * one);
}

TEST(Canvas, one_that_is_given_up_is_no_leak) {
    Canvas canvas("x");
    canvas.text(40, 40, 200, "mot", {});
}

// The three finder patterns: dark rings at the corners, what every reader looks for.
TEST(QrCode, has_its_finder_patterns) {
    const auto code = QrCode::of("https://depot.example/receptions/0190\nREC-2026-000001");
    EXPECT_EQ((code.side - 17) % 4, 0U);
    EXPECT_EQ(code.dark.size(), code.side * code.side);
    for (const auto& [row, column] :
         {std::pair<std::size_t, std::size_t>{0, 0}, {0, code.side - 7}, {code.side - 7, 0}}) {
        for (std::size_t i = 0; i < 7; ++i) {
            EXPECT_TRUE(code.at(row, column + i));
            EXPECT_TRUE(code.at(row + 6, column + i));
            EXPECT_TRUE(code.at(row + i, column));
        }
        EXPECT_FALSE(code.at(row + 1, column + 1));
        EXPECT_TRUE(code.at(row + 3, column + 3));
    }
}

TEST(QrCode, other_texts_are_other_codes_and_the_longest_fits) {
    EXPECT_EQ(QrCode::of("a").dark, QrCode::of("a").dark);
    EXPECT_NE(QrCode::of("a").dark, QrCode::of("b").dark);
    EXPECT_GT(QrCode::of(std::string(QrCode::text_max, 'x')).side, 60U);
}

} // namespace

} // namespace mlpp::pdf
