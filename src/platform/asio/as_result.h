// as_result: the token of every wait here whose failure is an answer, not an exception:
//
//     const auto [failed, bytes] = co_await socket.async_read_some(buffer, as_result);
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mlpp {

inline constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

} // namespace mlpp
