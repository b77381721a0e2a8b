// EventRelay: carries the database's announcements to the clients' event streams, and tells whether
// the session of a stream still holds. One per process, owned by app/, on one event loop: `pool` is
// that loop's. It must outlive the server. still_allowed() may be awaited on any loop; the rest
// belongs to the relay's own.
#pragma once

#include "platform/base/random.h"
#include "platform/base/uuid.h"
#include "platform/db/listener.h"
#include "platform/db/pool.h"
#include "platform/http/broadcaster.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <string_view>
#include <vector>

namespace mlpp::evenements {

namespace asio = boost::asio;

class EventRelay {
public:
    EventRelay(asio::any_io_executor executor, db::Pool& pool, db::ConnectionOptions options,
               http::Broadcaster& broadcaster);

    // Listens and forwards until stop(); spawn it in a group that shutdown waits for.
    asio::awaitable<void> run();
    void stop();

    // False when the session ended, lost the right or hears other depots than `depots` (sorted)
    // now, and also when the database does not answer: the stream ends and the browser opens a new
    // one.
    asio::awaitable<bool> still_allowed(Hash256 session, std::vector<Uuid> depots);

private:
    void forward(std::string_view payload);
    // After a lost connection: everybody fetches again.
    void announce_gap();
    asio::awaitable<bool> check(Hash256 session, std::vector<Uuid> depots);

    asio::any_io_executor executor_;
    db::Pool& pool_;
    http::Broadcaster& broadcaster_;
    db::Listener listener_;
};

} // namespace mlpp::evenements
