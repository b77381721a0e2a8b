// Deadline: cuts a socket's waits at a point in time. One per connection, on the connection's
// thread. Moving the point later costs nothing; moving it earlier re-arms the timer. Internal to
// http/.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace mlpp::http {

class Deadline : public std::enable_shared_from_this<Deadline> {
public:
    explicit Deadline(boost::asio::ip::tcp::socket& socket)
        : socket_(&socket), timer_(socket.get_executor()) {}

    void in(std::chrono::milliseconds limit);

    // No limit until the next in().
    void lift() { at_ = Clock::time_point::max(); }

    // Whether the limit passed since the last in().
    bool passed() const { return passed_; }

    // Before the socket goes away.
    void end();

private:
    using Clock = std::chrono::steady_clock;

    void arm();

    boost::asio::ip::tcp::socket* socket_;
    boost::asio::steady_timer timer_;
    Clock::time_point at_ = Clock::time_point::max();
    Clock::time_point armed_for_ = Clock::time_point::max();
    bool passed_ = false;
};

} // namespace mlpp::http
