// The exceptions of the database layer. Expected failures never come this way: they are Problems.
// None of these texts is for a client: they go to the log, the client gets 503 or 500 with a
// request id.
#pragma once

#include <stdexcept>
#include <string>

namespace mlpp::db {

// The environment failed: no connection, connection lost, server stopping, disk or connections
// exhausted. A later try may succeed; whether the interrupted transaction was committed is unknown.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The server refused a statement in a way that no rule of ours explains (undefined table, syntax…).
struct ServerFault : std::runtime_error {
    ServerFault(const std::string& text, std::string sqlstate_)
        : std::runtime_error(text), sqlstate(std::move(sqlstate_)) {}

    std::string sqlstate;
};

// A statement's columns and the struct that receives them disagree: a bug, reported with every
// mismatch.
struct BindingError : std::logic_error {
    using std::logic_error::logic_error;
};

} // namespace mlpp::db
