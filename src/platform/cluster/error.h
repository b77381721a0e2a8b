// ClusterError: the private cluster cannot do what was asked. The text is for the person at the
// command line: what is wrong and what to do.
#pragma once

#include <stdexcept>

namespace mlpp::cluster {

struct ClusterError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace mlpp::cluster
