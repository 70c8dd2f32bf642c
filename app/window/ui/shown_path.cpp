#include "app/window/ui/shown_path.hpp"

#include <cstdlib>
#include <filesystem>

namespace clave {
namespace {
/// Nothing when it does not lie in there.
std::string within(const std::filesystem::path& file, const std::filesystem::path& folder)
{
    if (folder.empty() || !file.is_absolute())
        return {};
    const auto rest = file.lexically_normal().lexically_relative(folder.lexically_normal());
    return rest.empty() || *rest.begin() == ".." ? std::string {} : rest.string();
}
}  // namespace

std::string shownPath(const std::string& file)
{
    if (auto rest = within(file, std::filesystem::path {CLAVE_ASSETS_DIR}.parent_path()); !rest.empty())
        return rest;
    const char* const home = std::getenv("HOME");
    if (auto rest = within(file, home != nullptr ? home : ""); !rest.empty())
        return "~/" + rest;
    return file;
}

}  // namespace clave
