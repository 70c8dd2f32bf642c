#include "core/io/open_file.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace clave {
namespace {
/// Makes a call again that a signal broke off.
template <typename Call>
auto persist(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}
}  // namespace

OpenFile::OpenFile(const FileOps& ops, int folder, const std::string& name, int flags, mode_t mode)
    : ops_(ops)
    , file_(persist([&] { return ops.openAt(folder, name.c_str(), flags, mode); }))
{
}

OpenFile::~OpenFile()
{
    if (file_ >= 0)
        ops_.close(file_);
}

bool OpenFile::writeAll(std::string_view content)
{
    while (!content.empty()) {
        const auto written = persist([&] { return ops_.write(file_, content.data(), content.size()); });
        if (written < 0)
            return false;
        if (written == 0) {
            errno = EIO;
            return false;
        }
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool OpenFile::readAll(std::string& to, std::size_t most)
{
    constexpr std::size_t kChunk = std::size_t {1} << 18U;
    while (most > 0) {
        const std::size_t wanted = std::min(kChunk, most);
        const std::size_t before = to.size();
        to.resize(before + wanted);
        const auto got = persist([&] { return ops_.read(file_, to.data() + before, wanted); });
        to.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got <= 0)
            return got == 0;
        most -= static_cast<std::size_t>(got);
    }
    return true;
}

bool OpenFile::sync()
{
    return persist([&] { return ops_.fsync(file_); }) == 0;
}

bool OpenFile::close()
{
    // After EINTR the file is closed on Linux; trying again could close another thread's.
    return ops_.close(std::exchange(file_, -1)) == 0 || errno == EINTR;
}

}  // namespace clave
