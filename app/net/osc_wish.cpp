#include "app/net/osc_wish.hpp"

#include "core/io/json_tree.hpp"

#include <fmt/format.h>

namespace clave {

Result<OscWish> parseOscWish(std::string_view text)
{
    OscWish wish;
    wish.on = text != "off";
    if (!wish.on)
        return wish;
    const auto address = OscAddress::parse(text);
    if (!address)
        return fail(
            fmt::format("must be a port such as {}, an address and a port such as 0.0.0.0:{}, or off, not {}",
                OscWish::kPort, OscWish::kPort, shownText(text)));
    wish.address = *address;
    return wish;
}

}  // namespace clave
