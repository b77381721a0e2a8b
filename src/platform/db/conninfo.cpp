#include "platform/db/conninfo.h"

#include "platform/db/error.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace mlpp::db::detail {

namespace {

using Pair = std::pair<std::string, std::string>;

std::string session_settings(const ConnectionOptions& options) {
    std::string settings = "-c datestyle=ISO -c timezone=UTC -c bytea_output=hex "
                           "-c client_min_messages=warning -c jit=off";
    const auto limit = [&](std::string_view name, std::chrono::milliseconds value) {
        if (value.count() > 0) settings += fmt::format(" -c {}={}", name, value.count());
    };
    limit("statement_timeout", options.statement_limit);
    limit("lock_timeout", options.lock_limit);
    limit("idle_in_transaction_session_timeout", options.idle_in_transaction_limit);
    return settings;
}

} // namespace

std::vector<Pair> parse_address(const std::string& url) {
    char* failed = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(url.c_str(), &failed), PQconninfoFree);
    PQfreemem(failed);
    if (!parsed) throw Unavailable("the database address cannot be read");
    std::vector<Pair> pairs;
    for (const auto* option = parsed.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) pairs.emplace_back(option->keyword, option->val);
    return pairs;
}

Conninfo Conninfo::of(const ConnectionOptions& options) {
    Conninfo info;
    info.pairs_ = parse_address(options.url);
    info.set("client_encoding", "UTF8");
    info.set("options", session_settings(options) + " " + info.get("options"));
    info.set_default("application_name", options.application_name);
    // Kerberos negotiation would block the event loop; a dead peer is noticed in about a minute.
    info.set_default("gssencmode", "disable");
    info.set_default("keepalives_idle", "30");
    info.set_default("keepalives_interval", "10");
    info.set_default("keepalives_count", "3");
    info.set_default("tcp_user_timeout", "20000");
    return info;
}

std::string Conninfo::get(std::string_view keyword) const {
    const auto found = std::ranges::find(pairs_, keyword, &Pair::first);
    return found == pairs_.end() ? "" : found->second;
}

void Conninfo::set(std::string_view keyword, std::string value) {
    const auto found = std::ranges::find(pairs_, keyword, &Pair::first);
    if (found == pairs_.end())
        pairs_.emplace_back(keyword, std::move(value));
    else
        found->second = std::move(value);
}

void Conninfo::set_default(std::string_view keyword, std::string value) {
    if (get(keyword).empty()) set(keyword, std::move(value));
}

std::vector<const char*> Conninfo::keywords() const {
    std::vector<const char*> pointers;
    pointers.reserve(pairs_.size() + 1);
    for (const auto& pair : pairs_)
        pointers.push_back(pair.first.c_str());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<const char*> Conninfo::values() const {
    std::vector<const char*> pointers;
    pointers.reserve(pairs_.size() + 1);
    for (const auto& pair : pairs_)
        pointers.push_back(pair.second.c_str());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace mlpp::db::detail
