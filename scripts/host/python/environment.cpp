#include "scripts/host/python/environment.hpp"

#include <fmt/format.h>
#include <pybind11/pybind11.h>

#include <filesystem>
#include <fstream>
#include <string_view>

namespace clave::python {
namespace {
const std::string& ours()
{
    static const std::string version = fmt::format("{}.{}", PY_MAJOR_VERSION, PY_MINOR_VERSION);
    return version;
}

/// "3.11" out of "version = 3.11.2" and "version_info = 3.11.2.final.0"; empty: it does not say.
std::string minorVersion(const std::string& settings)
{
    std::ifstream in {settings};
    for (std::string line; std::getline(in, line);) {
        const std::size_t sign = line.find('=');
        if (!line.starts_with("version") || sign == std::string::npos)
            continue;
        const std::size_t from = line.find_first_not_of(' ', sign + 1);
        const std::size_t dot = from == std::string::npos ? from : line.find('.', from);
        if (dot != std::string::npos)
            return line.substr(from, line.find_first_not_of("0123456789", dot + 1) - from);
    }
    return {};
}
}  // namespace

Environment findEnvironment(const std::string& folder)
{
    const std::string python = (std::filesystem::path {folder} / "bin/python3").string();
    const std::string version = minorVersion((std::filesystem::path {folder} / "pyvenv.cfg").string());
    std::error_code ignored;
    if (version.empty() || !std::filesystem::exists(python, ignored))
        return {{},
            fmt::format("{0} is no Python environment: make one with /usr/bin/python{1} -m venv {0}", folder,
                ours())};
    if (version != ours())
        return {{},
            fmt::format("{0} is an environment of Python {1} and Clave runs {2}: make one with "
                        "/usr/bin/python{2} -m venv",
                folder, version, ours())};
    return {python, {}};
}

}  // namespace clave::python
