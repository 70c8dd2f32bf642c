#include "app/ports/jack/heartbeat.hpp"

#include <jack/jack.h>
#include <jack/midiport.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace clave {
namespace {
void toLog(const char* text)
{
    spdlog::debug("JACK: {}", text);
}

jack_client_t* asClient(void* client) noexcept
{
    return static_cast<jack_client_t*>(client);
}
}  // namespace

void quietJack()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Libraries below us open clients of their own (the synth's audio); none of them may start a server.
        setenv("JACK_NO_START_SERVER", "1", 1);
        jack_set_error_function(toLog);
        jack_set_info_function(toLog);
    });
}

std::shared_ptr<JackHeartbeat> JackHeartbeat::open()
{
    static std::mutex mutex;
    static std::weak_ptr<JackHeartbeat> current;
    const std::lock_guard lock {mutex};
    if (auto held = current.lock())
        return held->serverRuns() ? held : nullptr;
    auto joined = join();
    current = joined;
    return joined;
}

std::shared_ptr<JackHeartbeat> JackHeartbeat::join()
{
    quietJack();
    std::shared_ptr<JackHeartbeat> heartbeat {new JackHeartbeat};
    auto* const client = jack_client_open("Clave heartbeat", JackNoStartServer, nullptr);
    if (client == nullptr)
        return nullptr;
    heartbeat->client_ = client;
    const auto process = [](jack_nframes_t, void* self) {
        static_cast<JackHeartbeat*>(self)->cycles_.fetch_add(1, std::memory_order_release);
        return 0;
    };
    const auto ended = [](void* self) {
        static_cast<JackHeartbeat*>(self)->ended_.store(true, std::memory_order_release);
    };
    jack_set_process_callback(client, process, heartbeat.get());
    jack_on_shutdown(client, ended, heartbeat.get());
    return jack_activate(client) == 0 ? heartbeat : nullptr;
}

JackHeartbeat::~JackHeartbeat()
{
    if (client_ != nullptr)
        jack_client_close(asClient(client_));
}

bool JackHeartbeat::hasMidiDestination(const std::string& fullName) const
{
    const auto names = midiDestinations();
    return std::ranges::find(names, fullName) != names.end();
}

std::vector<std::string> JackHeartbeat::midiDestinations() const
{
    std::vector<std::string> result;
    if (!serverRuns())
        return result;
    const char** const names =
        jack_get_ports(asClient(client_), nullptr, JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
    for (const char** name = names; name != nullptr && *name != nullptr; ++name)
        result.emplace_back(*name);
    jack_free(names);
    return result;
}

}  // namespace clave
