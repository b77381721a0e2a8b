// From PostgreSQL's errors to the catalogue: the one place. Pure functions.
//
// Own refusals: SQLSTATE ML001, MESSAGE = name of the Code, DETAIL = JSON object of parameters or
// empty, COLUMN = JSON path of the field or empty, HINT = "retry_after_s=N" or empty. Several
// faults at once: DETAIL = [{"champ":…,"code":…,"parametres":{…}}, …], the first one in MESSAGE and
// COLUMN. ML002: the request was already done, DETAIL = {"statut":…,"corps":"…"}. ML003: the
// settings used are stale.
// Constraints: constraints.def.
#pragma once

#include "platform/base/problem.h"

#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace mlpp::db {

struct ServerError {
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
    std::string constraint;
    std::string table;
    std::string column;
    std::string source_function; // of PostgreSQL's own source, the same in every language
    std::string statement;       // the name of ours that was running

    static ServerError of(const pg_result* result, std::string_view statement);
    // For the log only.
    std::string text() const;
};

// The Problem that a caller may see. Throws Unavailable or ServerFault for everything that is no
// caller's business.
Problem problem_of(const ServerError& error);

// The names in constraints.def, for the test that looks for each in the schema.
std::vector<std::string_view> known_constraints();

// True when the same work may succeed if it is done again from the start (serialization, deadlock,
// stale settings).
bool is_retryable(Code code);

// True when the connection or its prepared statements can no longer be trusted.
bool ends_connection(const ServerError& error);

// The error that PostgreSQL would give for a text with a NUL character, which libpq would cut
// silently.
ServerError nul_in_text(std::string_view statement);

} // namespace mlpp::db
