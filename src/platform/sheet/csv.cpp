#include "platform/sheet/writers.h"

#include <string>

namespace mlpp::sheet {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A text beginning so is a formula to a spreadsheet that opens the file.
bool would_run(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
}

class Csv final : public Sheet {
public:
    explicit Csv(const Layout& layout)
        : Sheet(layout), separator_(layout.language == Language::fr ? ';' : ','),
          point_(layout.language == Language::fr ? ',' : '.'), text_(byte_order_mark) {
        for (const auto& title : titles()) {
            begin_cell();
            add_text(title);
        }
        end_row();
    }

    std::string finish(const About&) override { return std::move(text_); }

private:
    void write(std::span<const Cell> cells, bool) override {
        for (const auto& cell : cells) {
            begin_cell();
            std::visit([this](const auto& value) { add(value); }, cell);
        }
        end_row();
    }

    void begin_cell() {
        if (!first_) text_ += separator_;
        first_ = false;
    }

    void end_row() {
        text_ += "\r\n";
        first_ = true;
    }

    void add(std::monostate) {}

    void add(const std::string& text) { add_text(text); }

    void add(const Date& day) { text_ += day.text(); }

    void add(const LocalInstant& instant) {
        auto text = instant.shown.text().substr(0, 19);
        text[10] = ' ';
        text_ += text;
    }

    void add(const Figure& figure) {
        auto text = mlpp::detail::scaled_to_text(figure.units, figure.decimals);
        if (const auto at = text.find('.'); at != std::string::npos) text[at] = point_;
        text_ += text;
    }

    void add_text(std::string_view text) {
        const bool quoted = would_run(text) ||
                            text.find_first_of("\"\r\n;,") != std::string_view::npos ||
                            text.starts_with(' ') || text.ends_with(' ');
        if (!quoted) {
            text_ += text;
            return;
        }
        text_ += '"';
        if (would_run(text)) text_ += '\'';
        for (const char c : text) {
            if (c == '"') text_ += '"';
            text_ += c;
        }
        text_ += '"';
    }

    char separator_;
    char point_;
    std::string text_{};
    bool first_ = true;
};

} // namespace

std::unique_ptr<Sheet> make_csv(const Layout& layout) {
    return std::make_unique<Csv>(layout);
}

} // namespace mlpp::sheet
