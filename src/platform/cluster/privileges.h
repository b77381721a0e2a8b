// Privileges: the server never runs as root. Call it first thing in main, before threads and
// connections.
#pragma once

#include <filesystem>
#include <string_view>

namespace mlpp::cluster {

// Does nothing unless the effective user is root. Creates `data_directory` for `user` (or takes an
// empty one over), if one is given, then becomes that user for good: groups, ids, HOME, umask 077.
// Throws ClusterError when the user does not exist (with the command that creates it) or the
// directory belongs to somebody else.
void drop_privileges(const std::filesystem::path& data_directory = {},
                     std::string_view user = "mlpp");

} // namespace mlpp::cluster
