#include "platform/pdf/canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdexcept>

namespace mlpp::pdf {

namespace {

constexpr const char* font = "DejaVu Sans";

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("pdf: ") + cairo_status_to_string(status));
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

PangoAlignment pango_alignment(Align align) {
    switch (align) {
    case Align::left:
        return PANGO_ALIGN_LEFT;
    case Align::right:
        return PANGO_ALIGN_RIGHT;
    case Align::centre:
        break;
    }
    return PANGO_ALIGN_CENTER;
}

} // namespace

struct Canvas::Drawing {
    std::string bytes{};
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface{
        cairo_pdf_surface_create_for_stream(append, &bytes, page_width, page_height),
        cairo_surface_destroy};
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo{cairo_create(surface.get()),
                                                             cairo_destroy};
    std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout{
        pango_cairo_create_layout(cairo.get()), g_object_unref};

    void use(Colour colour) {
        cairo_set_source_rgb(cairo.get(), colour.red, colour.green, colour.blue);
    }
};

Canvas::Canvas(std::string_view title) : drawing_(std::make_unique<Drawing>()) {
    require(cairo_surface_status(drawing_->surface.get()));
    cairo_pdf_surface_set_metadata(drawing_->surface.get(), CAIRO_PDF_METADATA_TITLE,
                                   std::string{title}.c_str());
    cairo_pdf_surface_set_metadata(drawing_->surface.get(), CAIRO_PDF_METADATA_CREATOR, "ML_PP");
}

Canvas::~Canvas() {
    // The last bytes are written when the surface goes, into `bytes`.
    drawing_->layout.reset();
    drawing_->cairo.reset();
    drawing_->surface.reset();
}

double Canvas::text(double x, double y, double width, std::string_view text, const Style& style) {
    auto* layout = drawing_->layout.get();
    const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> description(
        pango_font_description_new(), pango_font_description_free);
    pango_font_description_set_family_static(description.get(), font);
    pango_font_description_set_absolute_size(description.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(description.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, description.get());
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout, -style.lines_max);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout, pango_alignment(style.align));
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    drawing_->use(style.colour);
    cairo_move_to(drawing_->cairo.get(), x, y);
    pango_cairo_show_layout(drawing_->cairo.get(), layout);
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

void Canvas::rule(double x, double y, double width, Colour colour) {
    box(x, y, width, 0.6, colour);
}

void Canvas::box(double x, double y, double width, double height, Colour fill) {
    drawing_->use(fill);
    cairo_rectangle(drawing_->cairo.get(), x, y, width, height);
    cairo_fill(drawing_->cairo.get());
}

void Canvas::qr_code(double x, double y, double size, const QrCode& code) {
    const double square = size / static_cast<double>(code.side);
    drawing_->use(black);
    for (std::size_t row = 0; row < code.side; ++row)
        for (std::size_t column = 0; column < code.side; ++column)
            if (code.at(row, column))
                cairo_rectangle(drawing_->cairo.get(), x + static_cast<double>(column) * square,
                                y + static_cast<double>(row) * square, square, square);
    cairo_fill(drawing_->cairo.get());
}

std::string Canvas::finish() {
    cairo_show_page(drawing_->cairo.get());
    require(cairo_status(drawing_->cairo.get()));
    cairo_surface_finish(drawing_->surface.get());
    require(cairo_surface_status(drawing_->surface.get()));
    return std::move(drawing_->bytes);
}

} // namespace mlpp::pdf
