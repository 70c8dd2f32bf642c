#include "scripts/host/script_channel.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kHead = 4096;
constexpr std::size_t kBytes = kHead + 2 * ScriptChannel::kRingBytes;
static_assert(sizeof(ScriptChannel::Block) <= kHead);

tl::unexpected<Error> noMemory()
{
    return fail(fmt::format("there is no memory to share with scripts: {}", std::strerror(errno)));
}

void* mapped(int file) noexcept
{
    void* const memory = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}
}  // namespace

ScriptChannel::ScriptChannel(FileHandle file, void* memory) noexcept : file_(std::move(file)), memory_(memory)
{
}

Result<ScriptChannel> ScriptChannel::make()
{
    FileHandle file {::memfd_create("clave-scripts", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!file || ::ftruncate(file.get(), kBytes) != 0
        || ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return noMemory();
    void* const memory = mapped(file.get());
    if (memory == nullptr)
        return noMemory();
    std::construct_at(static_cast<Block*>(memory));
    return ScriptChannel {std::move(file), memory};
}

Result<ScriptChannel> ScriptChannel::open(FileHandle file)
{
    struct stat about {};
    if (::fstat(file.get(), &about) != 0 || std::cmp_not_equal(about.st_size, kBytes))
        return fail("--script-host is for Clave itself: there is no memory of a Clave to work with");
    void* const memory = mapped(file.get());
    if (memory == nullptr)
        return noMemory();
    ::madvise(memory, kBytes, MADV_DONTFORK);
    return ScriptChannel {std::move(file), memory};
}

ScriptChannel::ScriptChannel(ScriptChannel&& other) noexcept
    : file_(std::move(other.file_))
    , memory_(std::exchange(other.memory_, nullptr))
{
}

ScriptChannel& ScriptChannel::operator=(ScriptChannel&& other) noexcept
{
    std::swap(file_, other.file_);
    std::swap(memory_, other.memory_);
    return *this;
}

ScriptChannel::~ScriptChannel()
{
    if (memory_ != nullptr)
        ::munmap(memory_, kBytes);
}

std::span<std::byte> ScriptChannel::down() const noexcept
{
    return {static_cast<std::byte*>(memory_) + kHead, kRingBytes};
}

std::span<std::byte> ScriptChannel::up() const noexcept
{
    return {static_cast<std::byte*>(memory_) + kHead + kRingBytes, kRingBytes};
}

void ring(const FileHandle& bell) noexcept
{
    // Full (somebody wrote 2^64 into it) means that it has been rung.
    if (::eventfd_write(bell.get(), 1) != 0)
        return;
}

void silence(const FileHandle& bell) noexcept
{
    eventfd_t count = 0;
    if (::eventfd_read(bell.get(), &count) != 0)
        return;
}

}  // namespace clave
