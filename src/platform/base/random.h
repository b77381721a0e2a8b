// Random bytes and secrets, hashes and password keys, all by libsodium. Safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mlpp {

void fill_random(std::span<std::uint8_t> bytes);

// A new secret of 32 random bytes as 43 characters of URL-safe base64 without padding.
std::string new_secret();

using Hash256 = std::array<std::uint8_t, 32>;

// BLAKE2b-256 (RFC 7693). What the database keeps of a session cookie or a token.
Hash256 hash256(std::string_view text);

// The lower-case hexadecimal form, and PostgreSQL's bytea input form (\x…).
std::string hex(std::span<const std::uint8_t> bytes);

// Argon2id (RFC 9106) with 19 MiB and 2 passes: about 20 ms of one core. Never call it on an event
// loop. `salt` is 16 bytes.
Hash256 password_key(std::string_view password, std::span<const std::uint8_t, 16> salt);

} // namespace mlpp
