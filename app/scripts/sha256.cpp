#include "app/scripts/sha256.hpp"

#include <glib.h>

#include <memory>

namespace clave {

std::string sha256(std::string_view text)
{
    const std::unique_ptr<gchar, decltype(&g_free)> digits {
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, text.data(), static_cast<gssize>(text.size())),
        &g_free};
    return digits.get();
}

}  // namespace clave
