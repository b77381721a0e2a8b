#include "platform/base/log.h"

#include "platform/base/clock.h"

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>

namespace mlpp::log {

namespace {

constexpr std::size_t queue_lines = 8192;

struct Output {
    std::shared_ptr<spdlog::async_logger> logger;
    // Ends first: its thread empties the queue into the logger.
    std::shared_ptr<spdlog::details::thread_pool> pool;
};

std::atomic<Level> level_min = Level::info;
std::atomic<bool> json_lines = false;

Output make_output() {
    Output output;
    output.pool = std::make_shared<spdlog::details::thread_pool>(queue_lines, 1);
    output.logger = std::make_shared<spdlog::async_logger>(
        "mlpp", std::make_shared<spdlog::sinks::stderr_sink_mt>(), output.pool,
        spdlog::async_overflow_policy::overrun_oldest);
    output.logger->set_pattern("%v");
    return output;
}

Output& output() {
    static Output made = make_output();
    return made;
}

std::string_view name_of(Level level) {
    switch (level) {
    case Level::debug:
        return "debug";
    case Level::info:
        return "info";
    case Level::warn:
        return "warn";
    case Level::error:
        return "error";
    }
    return "error";
}

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
        else
            out += c;
    }
}

void append_quoted(std::string_view text, std::string& out) {
    out += '"';
    append_escaped(text, out);
    out += '"';
}

bool is_plain(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '=' || c == '\\' || c == 0x7f)
            return false;
    return true;
}

void append_value(bool json, const Field& field, std::string& out) {
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
        const auto clean = redact(*text);
        if (json || !is_plain(clean))
            append_quoted(clean, out);
        else
            out += clean;
    } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
        fmt::format_to(std::back_inserter(out), "{}", *number);
    } else if (const auto* real = std::get_if<double>(&field.value)) {
        fmt::format_to(std::back_inserter(out), "{:.3f}", *real);
    } else if (const auto* flag = std::get_if<bool>(&field.value)) {
        out += *flag ? "true" : "false";
    }
}

constexpr std::string_view mask = "***";

bool is_token_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
}

bool is_email_char(char c) {
    return is_token_char(c) || c == '%' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    for (std::size_t i = 0; i < lower_case.size(); ++i)
        if (lower(text[i]) != lower_case[i]) return false;
    return true;
}

// After one of these, everything up to a blank, ';', '&', ',' or a quote is secret.
constexpr std::string_view secret_leads[] = {
    "bearer ",           "basic ",        "mlpp_session=", "mlpp_session: ", "cookie: ",
    "password=",         "mot_de_passe=", "token=",        "jeton=",         "authorization: ",
    "\"mot_de_passe\":", "\"password\":", "\"token\":",    "\"jeton\":"};

std::size_t lead_size(std::string_view text) {
    for (const auto lead : secret_leads)
        if (starts_with_ignoring_case(text, lead)) return lead.size();
    return 0;
}

std::size_t secret_end(std::string_view text, std::size_t at) {
    while (at < text.size() &&
           std::string_view{" ;&,\"'\r\n\t"}.find(text[at]) == std::string_view::npos)
        ++at;
    return at;
}

// A JWT-like string: "eyJ" and at least one dot within its token characters.
std::size_t jwt_end(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("eyJ")) return at;
    std::size_t end = at;
    std::size_t dots = 0;
    while (end < text.size() && is_token_char(text[end])) {
        dots += text[end] == '.' ? 1U : 0U;
        ++end;
    }
    return dots >= 1 && end - at >= 10 ? end : at;
}

// Masks what comes before '@' of an address that was already copied to `out`; returns where the
// domain ends.
std::size_t mask_email(std::string_view text, std::size_t at, std::string& out) {
    std::size_t local = 0;
    while (local < out.size() && is_email_char(out[out.size() - 1 - local]) &&
           out[out.size() - 1 - local] != '=' && out[out.size() - 1 - local] != '/')
        ++local;
    std::size_t end = at + 1;
    while (end < text.size() && is_email_char(text[end]) && text[end] != '/' && text[end] != '=')
        ++end;
    if (local == 0 || end == at + 1) return at;
    out.resize(out.size() - local);
    out += mask;
    return end;
}

} // namespace

std::string redact(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        if (const auto lead = lead_size(text.substr(at)); lead > 0) {
            out += text.substr(at, lead);
            at += lead;
            // `"token": "x"` and `authorization: Bearer x`: a quote or another lead may stand
            // between.
            while (at < text.size() && (text[at] == ' ' || text[at] == '"'))
                out += text[at++];
            const auto end = lead_size(text.substr(at)) > 0 ? at : secret_end(text, at);
            if (end > at) out += mask;
            at = end;
            continue;
        }
        if (const auto end = jwt_end(text, at); end > at) {
            out += mask;
            at = end;
            continue;
        }
        if (text[at] == '@') {
            if (const auto end = mask_email(text, at, out); end > at) {
                at = end;
                continue;
            }
        }
        out += text[at++];
    }
    return out;
}

std::string line(bool json, std::string_view time, Level level, std::string_view event,
                 std::initializer_list<Field> fields) {
    std::string out;
    const auto clean = redact(event);
    if (json) {
        out = fmt::format(R"({{"time":"{}","level":"{}","event":)", time, name_of(level));
        append_quoted(clean, out);
    } else {
        out = fmt::format("{} {:5} ", time, name_of(level));
        append_escaped(clean, out);
    }
    for (const auto& field : fields) {
        if (json)
            fmt::format_to(std::back_inserter(out), ",\"{}\":", field.name);
        else
            fmt::format_to(std::back_inserter(out), " {}=", field.name);
        append_value(json, field, out);
    }
    if (json) out += '}';
    return out;
}

void start(const Options& options) {
    level_min = options.level;
    json_lines = options.json;
    output();
}

void stop() {
    output().logger->flush();
    // The pool's destructor empties the queue.
    output().pool.reset();
    output().logger.reset();
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < level_min.load(std::memory_order_relaxed)) return;
    const auto logger = output().logger;
    if (!logger) return;
    logger->log(spdlog::level::info,
                spdlog::string_view_t{line(json_lines.load(std::memory_order_relaxed), now().text(),
                                           level, event, fields)});
}

} // namespace mlpp::log
