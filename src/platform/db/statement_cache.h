// StatementCache: which statements are prepared in one session, by their text. Bounded: the least
// recently used one makes room and is deallocated with the next write. No I/O. Internal to
// platform/db.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mlpp::db::detail {

class StatementCache {
public:
    static constexpr std::size_t capacity = 256;

    struct Found {
        std::string name; // short, never used twice in a session
        bool is_new;      // must be prepared before it runs
    };

    Found use(std::string_view sql);
    // Its PREPARE did not happen.
    void forget(std::string_view sql, std::string_view name);

    // Names to deallocate; the caller gives back those it could not.
    std::vector<std::string> take_evicted() { return std::exchange(evicted_, {}); }

    void give_back(std::string name) { evicted_.push_back(std::move(name)); }

    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::string sql;
        std::string name;
    };

    std::list<Entry> entries_; // most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_sql_;
    std::vector<std::string> evicted_;
    std::uint64_t last_number_ = 0;
};

} // namespace mlpp::db::detail
