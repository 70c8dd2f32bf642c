#pragma once

#include <unistd.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace clave::test {

/// Gives each line that has come in on standard input to `obey`. \param rest what came of the next one.
/// \return false at the end of the input. Thread-safe: no. Realtime-safe: no.
template <typename Obey>
bool takeLines(std::string& rest, Obey obey)
{
    std::array<char, 4096> bytes {};
    const auto count = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0)
        return false;
    rest.append(bytes.data(), static_cast<std::size_t>(count));
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
        obey(std::string_view {rest}.substr(0, end));
        rest.erase(0, end + 1);
    }
    return true;
}

}  // namespace clave::test
