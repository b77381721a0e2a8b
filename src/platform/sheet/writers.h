// The two kinds of sheet; see sheet.h.
#pragma once

#include "platform/sheet/sheet.h"

#include <memory>

namespace mlpp::sheet {

std::unique_ptr<Sheet> make_csv(const Layout& layout);
std::unique_ptr<Sheet> make_workbook(const Layout& layout);

} // namespace mlpp::sheet
