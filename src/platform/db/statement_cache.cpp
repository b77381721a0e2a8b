#include "platform/db/statement_cache.h"

namespace mlpp::db::detail {

StatementCache::Found StatementCache::use(std::string_view sql) {
    if (const auto known = by_sql_.find(sql); known != by_sql_.end()) {
        entries_.splice(entries_.begin(), entries_, known->second);
        return {known->second->name, false};
    }
    if (entries_.size() == capacity) {
        evicted_.push_back(std::move(entries_.back().name));
        by_sql_.erase(entries_.back().sql);
        entries_.pop_back();
    }
    entries_.push_front({std::string(sql), "s" + std::to_string(++last_number_)});
    by_sql_.emplace(entries_.front().sql, entries_.begin());
    return {entries_.front().name, true};
}

void StatementCache::forget(std::string_view sql, std::string_view name) {
    if (const auto known = by_sql_.find(sql);
        known != by_sql_.end() && known->second->name == name) {
        const auto entry = known->second;
        by_sql_.erase(known);
        entries_.erase(entry);
    }
    // Evicted within the same batch: it never existed, nothing to deallocate.
    std::erase(evicted_, name);
}

} // namespace mlpp::db::detail
