#include "app/net/osc_clients.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace clave;
using namespace std::chrono_literals;

namespace {
class NoSender final : public CommandSender {
public:
    bool trySend(CommandWhat, std::uint64_t, std::optional<Position>) override { return true; }
};

OscAddress program(int port)
{
    return {0x7F000001, static_cast<std::uint16_t>(port)};
}
}  // namespace

TEST_SUITE("app/net/osc_clients")
{
    TEST_CASE("messages without a pause are one step of undo, and after one begins the next")
    {
        OscClient client;
        TimePoint now {};
        const auto first = client.gestureAt(now);
        CHECK(client.gestureAt(now += 400ms) == first);
        CHECK(client.gestureAt(now += 400ms) == first);
        CHECK(client.gestureAt(now += 501ms) != first);
    }

    TEST_CASE("no more than twenty faults a second are told")
    {
        OscClient client;
        int told = 0;
        for (int i = 0; i < 1000; ++i)
            told += client.mayTellError(TimePoint {} + 10s + std::chrono::milliseconds {i}) ? 1 : 0;
        CHECK(told == 20);
        CHECK(client.mayTellError(TimePoint {} + 11s));
    }

    TEST_CASE("however many programs send, few queues are made, and one that was quiet gives its own away")
    {
        int made = 0;
        OscClients clients([&](const std::string&) {
            ++made;
            return std::make_unique<NoSender>();
        });
        TimePoint now {};
        for (int port = 1; port <= 900; ++port)
            CHECK(clients.at(program(port), now += 1ms).sender != nullptr);
        CHECK(made == 1 + static_cast<int>(OscClients::kMostSenders));
        CHECK(clients.at(program(2000), now += 3s).sender.use_count() == 1);
        CHECK(made == 2 + static_cast<int>(OscClients::kMostSenders));
    }

    TEST_CASE("who does not ask again gets no more news, nor does who has gone")
    {
        OscClients clients([](const std::string&) { return std::make_unique<NoSender>(); });
        const TimePoint now {};
        clients.at(program(1), now).newsUntil = now + 10s;
        clients.at(program(2), now).newsUntil = now + 20s;
        CHECK(clients.subscribers(now).size() == 2);
        CHECK(clients.subscribers(now + 10s).size() == 1);
        clients.forget(program(2));
        CHECK(clients.subscribers(now).size() == 1);
    }
}
