// Passwords: which ones are admitted, and the secret that the database keeps of one. Keys are made
// on the workers' threads, never on an event loop. The functions are pure but for the random ones;
// any thread.
#pragma once

#include "platform/base/random.h"
#include "platform/base/result.h"
#include "platform/http/workers.h"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace mlpp::mot_de_passe {

inline constexpr std::size_t length_min = 10; // characters
inline constexpr std::size_t length_max = 200;

using Salt = std::array<std::uint8_t, 16>;

// 422 MOT_DE_PASSE_FAIBLE on `champ`: too short or long, made of a few runs of neighbours in the
// alphabet or on the keyboard, of a short block repeated, of a common word and figures, or holding
// the house's name or one of `personal` (e-mail: the part before the @, name), whatever the case.
Result<> verifier(std::string_view champ, std::string_view password,
                  std::initializer_list<std::string_view> personal);

// A password to be handed over once: 20 characters, 119 bits.
std::string generate();

// What the database takes of a new password.
struct Secret {
    Salt sel;
    Hash256 cle;
};

// The key of a password with a given salt.
boost::asio::awaitable<Result<Hash256>> derive_key(http::Workers& workers,
                                                   const std::string& password, const Salt& salt);

// A fresh salt and its key.
boost::asio::awaitable<Result<Secret>> make_secret(http::Workers& workers,
                                                   const std::string& password);

} // namespace mlpp::mot_de_passe
