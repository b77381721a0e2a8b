// Limits and sums of the stock screens, without a database. Pure; any thread.
#pragma once

#include "modules/stock/types.h"
#include "platform/base/result.h"

#include <span>
#include <vector>

namespace mlpp::stock {

inline constexpr int days_max = 366;
// Rows of one answer by day; more is refused, never cut.
inline constexpr int daily_rows_max = 10'000;

// Exact sums by day; lines of one day stand together.
std::vector<TotalJour> totaux_par_jour(std::span<const LigneJour> lignes);

// 422 on `au` unless du ≤ au < du + days_max.
Result<> verifier_periode(Date du, Date au);

// 422 on `du` when there are more rows than one answer holds.
Result<> verifier_nombre(std::size_t rows);

} // namespace mlpp::stock
