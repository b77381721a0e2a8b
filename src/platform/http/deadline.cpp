#include "platform/http/deadline.h"

namespace mlpp::http {

namespace {

constexpr std::chrono::milliseconds again{20};

} // namespace

void Deadline::in(std::chrono::milliseconds limit) {
    passed_ = false;
    at_ = Clock::now() + limit;
    if (at_ < armed_for_) arm();
}

void Deadline::arm() {
    armed_for_ = at_;
    timer_.expires_at(at_);
    timer_.async_wait([self = shared_from_this()](const boost::system::error_code& ec) {
        if (ec || self->socket_ == nullptr) return;
        if (Clock::now() < self->armed_for_) return; // re-armed after this one was already due
        self->armed_for_ = Clock::time_point::max();
        if (self->at_ == Clock::time_point::max()) return;
        if (Clock::now() < self->at_) return self->arm(); // moved later meanwhile
        self->passed_ = true;
        boost::system::error_code ignored;
        self->socket_->cancel(ignored);
        // Between two steps of a long write nothing waits and nothing is cut: until the owner sets
        // another limit, cut again.
        self->at_ = Clock::now() + again;
        self->arm();
    });
}

void Deadline::end() {
    socket_ = nullptr;
    timer_.cancel();
}

} // namespace mlpp::http
