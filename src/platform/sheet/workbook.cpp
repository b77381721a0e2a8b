#include "platform/sheet/writers.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <xlsxwriter.h>

namespace mlpp::sheet {

namespace {

constexpr std::size_t text_units_max = 32'767; // of one cell
constexpr double width_max = 48;

void require(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw std::runtime_error(std::string("workbook: ") + lxw_strerror(error));
}

// A file without a name: nothing is left behind, whatever happens.
class MemoryFile {
public:
    MemoryFile() : descriptor_(memfd_create("mlpp-export", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "memfd");
    }

    ~MemoryFile() { close(descriptor_); }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

    std::string content() const {
        struct stat facts{};
        if (fstat(descriptor_, &facts) != 0)
            throw std::system_error(errno, std::generic_category(), "memfd");
        std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
        for (std::size_t done = 0; done < bytes.size();) {
            const auto count = pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                     static_cast<off_t>(done));
            if (count <= 0) throw std::system_error(errno, std::generic_category(), "memfd");
            done += static_cast<std::size_t>(count);
        }
        return bytes;
    }

private:
    int descriptor_;
};

lxw_datetime moment(Instant shown) {
    const auto day = std::chrono::floor<std::chrono::days>(shown.time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{shown.time - day};
    return {.year = static_cast<int>(date.year()),
            .month = static_cast<int>(static_cast<unsigned>(date.month())),
            .day = static_cast<int>(static_cast<unsigned>(date.day())),
            .hour = static_cast<int>(time.hours().count()),
            .min = static_cast<int>(time.minutes().count()),
            .sec = static_cast<double>(time.seconds().count())};
}

// At most what a cell holds, and never half a character.
std::string fitting(std::string_view text) {
    if (text.size() <= text_units_max) return std::string{text};
    auto end = text_units_max - 3;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)} + "…";
}

double characters(std::string_view text) {
    return static_cast<double>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Workbook final : public Sheet {
public:
    explicit Workbook(const Layout& layout) : Sheet(layout) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(file_.path().c_str(), &options);
        if (book_ == nullptr) throw std::runtime_error("workbook: no memory");
        rows_ = workbook_add_worksheet(book_, layout.language == Language::fr ? "Lignes" : "Rows");
        if (rows_ == nullptr) throw std::runtime_error("workbook: no sheet");
        head_ = workbook_add_format(book_);
        format_set_bold(head_);
        format_set_text_wrap(head_);
        format_set_bottom(head_, LXW_BORDER_THIN);
        format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
        write_head();
    }

    ~Workbook() override {
        if (book_ != nullptr) static_cast<void>(workbook_close(book_));
    }

    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    std::string finish(const About& about) override {
        filter_rows();
        worksheet_repeat_rows(rows_, 0, 0);
        worksheet_set_landscape(rows_);
        worksheet_fit_to_pages(rows_, 1, 0);
        write_about(about);
        const auto error = workbook_close(std::exchange(book_, nullptr));
        require(error);
        return file_.content();
    }

private:
    void write_head() {
        for (std::size_t i = 0; i < titles().size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const auto width = std::clamp(characters(titles()[i]) + 2, type_width(i), width_max);
            require(worksheet_set_column(rows_, column, column, width, nullptr));
        }
        for (std::size_t i = 0; i < titles().size(); ++i)
            require(worksheet_write_string(rows_, 0, static_cast<lxw_col_t>(i), titles()[i].c_str(),
                                           head_));
        worksheet_freeze_panes(rows_, 1, 0);
    }

    // Wide enough for what such a column usually holds.
    double type_width(std::size_t column) const {
        const auto* type = field(column).type;
        if (type->kind == json::Kind::optional) type = type->item;
        if (type->kind == json::Kind::text) return 20;
        if (type->kind == json::Kind::scalar) return type->name == "date" ? 12 : 19;
        return type->kind == json::Kind::raw ? width_max : 14;
    }

    void write(std::span<const Cell> cells, bool total) override {
        if (total) filter_rows();
        ++next_row_;
        if (!total) last_row_ = next_row_;
        for (std::size_t i = 0; i < cells.size(); ++i)
            std::visit([&](const auto& value) { put(static_cast<lxw_col_t>(i), value, total); },
                       cells[i]);
    }

    // Once, before the first total: rows that were left behind are on the disk and not taken again.
    void filter_rows() {
        if (last_row_ == 0 || std::exchange(filtered_, true)) return;
        require(worksheet_autofilter(rows_, 0, 0, last_row_,
                                     static_cast<lxw_col_t>(titles().size() - 1)));
    }

    void put(lxw_col_t, std::monostate, bool) {}

    void put(lxw_col_t column, const std::string& text, bool total) {
        require(worksheet_write_string(rows_, next_row_, column, fitting(text).c_str(),
                                       total ? head_ : nullptr));
    }

    void put(lxw_col_t column, const Figure& figure, bool total) {
        const auto value = static_cast<double>(figure.units) /
                           static_cast<double>(mlpp::detail::power_of_ten(figure.decimals));
        require(worksheet_write_number(rows_, next_row_, column, value,
                                       figure_format(figure.decimals, total)));
    }

    void put(lxw_col_t column, const Date& day, bool) {
        auto time = moment({day.day});
        require(worksheet_write_datetime(rows_, next_row_, column, &time,
                                         named_format("yyyy-mm-dd", false)));
    }

    void put(lxw_col_t column, const LocalInstant& instant, bool) {
        auto time = moment(instant.shown);
        require(worksheet_write_datetime(rows_, next_row_, column, &time,
                                         named_format("yyyy-mm-dd hh:mm:ss", false)));
    }

    lxw_format* figure_format(int decimals, bool total) {
        std::string text = decimals == 0 || decimals == 3 ? "#,##0" : "0";
        if (decimals > 0) text += '.' + std::string(static_cast<std::size_t>(decimals), '0');
        return named_format(text, total);
    }

    lxw_format* named_format(const std::string& text, bool total) {
        auto& format = formats_[{text, total}];
        if (format == nullptr) {
            format = workbook_add_format(book_);
            format_set_num_format(format, text.c_str());
            if (total) format_set_bold(format);
        }
        return format;
    }

    void write_about(const About& about) {
        const bool french = layout().language == Language::fr;
        auto* page = workbook_add_worksheet(book_, french ? "À propos" : "About");
        if (page == nullptr) throw std::runtime_error("workbook: no sheet");
        require(worksheet_set_column(page, 0, 0, 24, nullptr));
        require(worksheet_set_column(page, 1, 1, 70, nullptr));
        require(worksheet_write_string(page, 0, 0, layout().title.c_str(), head_));
        lxw_row_t row = 2;
        for (const auto& [label, what] : about) {
            require(worksheet_write_string(page, row, 0, label.c_str(), nullptr));
            require(worksheet_write_string(page, row, 1, fitting(what).c_str(), nullptr));
            ++row;
        }
    }

    MemoryFile file_{};
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* rows_ = nullptr;
    lxw_format* head_ = nullptr;
    std::map<std::pair<std::string, bool>, lxw_format*> formats_{};
    lxw_row_t next_row_ = 0;
    lxw_row_t last_row_ = 0;
    bool filtered_ = false;
};

} // namespace

std::unique_ptr<Sheet> make_workbook(const Layout& layout) {
    return std::make_unique<Workbook>(layout);
}

} // namespace mlpp::sheet
