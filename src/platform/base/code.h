// Code: every error that a caller can meet, by its stable name. code.def holds the one list with
// the HTTP status and the texts in both languages; docs/errors.md is generated from it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace mlpp {

enum class Code {
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en) name,
#include "platform/base/code.def"
#undef MLPP_CODE
};

enum class Language { fr, en };

std::string_view name_of(Code code);
int http_status(Code code);
std::string_view title_of(Code code, Language language);
// Template of the detail sentence with {named} parameters; empty where the title says it all.
std::string_view detail_of(Code code, Language language);
std::optional<Code> code_named(std::string_view name);
std::span<const Code> all_codes();

} // namespace mlpp
