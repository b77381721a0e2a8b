// The address of a database, for a program that takes it as an argument. Any thread.
#pragma once

#include <optional>
#include <string>

namespace mlpp::db {

struct Address {
    std::string conninfo; // libpq's keywords and values, without the password
    std::optional<std::string> password;
};

// Of a URL or a list of keywords; throws Unavailable when it cannot be read.
Address without_password(const std::string& url);

} // namespace mlpp::db
