// The answer of the health routes. Any thread.
#pragma once

#include <boost/describe/class.hpp>

#include <string>

namespace mlpp::sante {

struct Sante {
    std::string etat; // "vivant" or "pret"
};
BOOST_DESCRIBE_STRUCT(Sante, (), (etat))

} // namespace mlpp::sante
