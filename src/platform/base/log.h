// Log: one line per event on standard error, as text for people or as JSON lines for machines. A
// line never holds a bearer token, a cookie, a JWT or an e-mail address: every value passes the
// redactor. Safe from any thread; writing never blocks an event loop (bounded queue, oldest lines
// dropped and counted).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace mlpp::log {

enum class Level { debug, info, warn, error };

struct Options {
    Level level = Level::info;
    bool json = false;
};

// Once, before threads start. Without it lines are text at level info.
void start(const Options& options);
// Writes what is queued; the last thing a program does.
void stop();

struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;

    Field(std::string_view name_, std::string_view text) : name(name_), value(text) {}

    Field(std::string_view name_, const char* text) : name(name_), value(std::string_view{text}) {}

    Field(std::string_view name_, const std::string& text)
        : name(name_), value(std::string_view{text}) {}

    Field(std::string_view name_, std::int64_t number) : name(name_), value(number) {}

    Field(std::string_view name_, int number) : name(name_), value(std::int64_t{number}) {}

    Field(std::string_view name_, std::size_t number)
        : name(name_), value(static_cast<std::int64_t>(number)) {}

    Field(std::string_view name_, double number) : name(name_), value(number) {}

    Field(std::string_view name_, bool flag) : name(name_), value(flag) {}
};

void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::debug, event, fields);
}

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::info, event, fields);
}

inline void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::warn, event, fields);
}

inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::error, event, fields);
}

// One line as it would be written, without its end; for tests and for write().
std::string line(bool json, std::string_view time, Level level, std::string_view event,
                 std::initializer_list<Field> fields);

// The text with bearer tokens, cookies, JWT-like strings and e-mail addresses masked.
std::string redact(std::string_view text);

} // namespace mlpp::log
