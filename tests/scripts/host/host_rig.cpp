#include "tests/scripts/host/host_rig.hpp"

#include <poll.h>

#include <algorithm>
#include <cstdlib>

namespace clave::test {
namespace {
constexpr std::chrono::seconds kPatience {5};

/// The address sanitizer's process shall crash and run out of memory as any other.
void behaveUnderSanitizers()
{
#ifdef __SANITIZE_ADDRESS__
    ::setenv("ASAN_OPTIONS", "handle_segv=0:allocator_may_return_null=1:max_allocation_size_mb=1024", 1);
#endif
}

VoiceId keyOf(std::uint32_t track, std::uint32_t index)
{
    return std::uint64_t {track} << 32U | (index + 1);
}
}  // namespace

HostRig::HostRig(ScriptHostOptions options) : host((behaveUnderSanitizers(), std::move(options)), clock) {}

ScriptHostOptions HostRig::plain()
{
    ScriptHostOptions options;
    options.package = CLAVE_SOURCE_DIR "/tests/scripts/host/data";
    options.runtime = "plain_runtime";
    return options;
}

void HostRig::load(const std::string& name, const std::string& text)
{
    const int before = count("loaded") + count("error");
    send("load",
        {{"script", name}, {"path", file(name)}, {"text", text}, {"knobs", nlohmann::json::object()},
            {"state", nlohmann::json::object()}, {"track", nullptr},
            {"arguments", nlohmann::json::object()}});
    until([&] { return count("loaded") + count("error") > before; });
}

void HostRig::ask(std::uint32_t tracks, std::uint32_t index)
{
    ScriptAsk ask;
    ask.what = ScriptAsk::What::Step;
    ask.index = index;
    ask.time = clock.now() + std::chrono::minutes {1};
    for (ask.track = 1; ask.track <= tracks; ++ask.track) {
        ask.key = keyOf(ask.track, index);
        static_cast<void>(host.trySend(ask));
    }
    ask.what = ScriptAsk::What::Slice;
    static_cast<void>(host.trySend(ask));
}

bool HostRig::until(const std::function<bool()>& isSo)
{
    const TimePoint end = clock.now() + kPatience;
    for (;;) {
        host.poll(*this);
        if (isSo())
            return true;
        if (clock.now() >= end)
            return false;
        pollfd wake {host.waitable(), POLLIN, 0};
        ::poll(&wake, 1, 20);
    }
}

int HostRig::answers(std::uint32_t track, std::uint32_t index) const
{
    return static_cast<int>(std::ranges::count_if(all, [&](const ScriptAnswer& answer) {
        return answer.track == track && answer.key == keyOf(track, index);
    }));
}

bool HostRig::hasAll(std::uint32_t tracks, std::uint32_t index) const
{
    for (std::uint32_t track = 1; track <= tracks; ++track) {
        if (answers(track, index) == 0)
            return false;
    }
    return true;
}

nlohmann::json HostRig::last(std::string_view kind) const
{
    const auto found =
        std::find_if(texts.rbegin(), texts.rend(), [&](const auto& text) { return text.first == kind; });
    return found == texts.rend() ? nlohmann::json {} : found->second;
}

int HostRig::count(std::string_view kind) const
{
    return static_cast<int>(
        std::ranges::count_if(texts, [&](const auto& text) { return text.first == kind; }));
}

}  // namespace clave::test
