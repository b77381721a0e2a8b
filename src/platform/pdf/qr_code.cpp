#include "platform/pdf/qr_code.h"

#include "platform/base/assert.h"

#include <memory>
#include <qrencode.h>
#include <string>

namespace mlpp::pdf {

QrCode QrCode::of(std::string_view text) {
    MLPP_ASSERT(text.size() <= text_max && !text.contains('\0'));
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(std::string{text}.c_str(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), QRcode_free);
    MLPP_ASSERT(code != nullptr);
    QrCode out{.side = static_cast<std::size_t>(code->width)};
    for (std::size_t i = 0; i < out.side * out.side; ++i)
        out.dark.push_back((code->data[i] & 1U) != 0);
    return out;
}

} // namespace mlpp::pdf
