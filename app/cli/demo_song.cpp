#include "app/cli/demo_song.hpp"

#include <cstdlib>

namespace clave {

std::string demoSongPath()
{
    const char* const assets = std::getenv("CLAVE_ASSETS");
    const std::string folder = assets != nullptr && assets[0] != '\0' ? assets : CLAVE_ASSETS_DIR;
    return folder + "/demo/night_bus.clave";
}

}  // namespace clave
