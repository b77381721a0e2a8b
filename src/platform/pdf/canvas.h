// Canvas: one A4 page as a PDF, in points from the upper left corner. Text is set by Pango in the
// fonts of the machine and can be searched; what does not fit is cut with an ellipsis. Owned and
// used by one thread; a page takes some milliseconds, so draw it on a worker.
#pragma once

#include "platform/pdf/qr_code.h"

#include <memory>
#include <string>
#include <string_view>

namespace mlpp::pdf {

inline constexpr double page_width = 595.28;
inline constexpr double page_height = 841.89;

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

inline constexpr Colour black{};
inline constexpr Colour grey{0.38, 0.40, 0.43};
inline constexpr Colour petrol{0.078, 0.424, 0.580}; // #146C94

enum class Align { left, right, centre };

struct Style {
    double size = 9;
    bool bold = false;
    Colour colour = black;
    Align align = Align::left;
    int lines_max = 1;
};

class Canvas {
public:
    explicit Canvas(std::string_view title);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    // Returns the height that the text took.
    double text(double x, double y, double width, std::string_view text, const Style& style);
    void rule(double x, double y, double width, Colour colour = grey);
    void box(double x, double y, double width, double height, Colour fill);
    void qr_code(double x, double y, double size, const QrCode& code);

    // The file; the canvas is over.
    std::string finish();

private:
    struct Drawing;

    std::unique_ptr<Drawing> drawing_;
};

} // namespace mlpp::pdf
