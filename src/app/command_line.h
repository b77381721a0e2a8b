// The command line: one program, a verb each. Options also come from the environment (MLPP_…) and
// from a TOML file; an unknown key is an error. Exit codes: 0 done, 1 refused or differences found,
// 2 usage, 3 environment.
#pragma once

namespace mlpp::app {

int run(int argc, char** argv);

} // namespace mlpp::app
