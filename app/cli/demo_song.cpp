#include "app/cli/demo_song.hpp"

#include "app/scripts/script_files.hpp"

namespace clave {

std::string demoSongPath()
{
    return demoFolder() + "/night_bus.clave";
}

}  // namespace clave
