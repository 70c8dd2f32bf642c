#include "core/rt/published.hpp"
#include "core/rt/queue.hpp"
#include "core/rt/seq_value.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

using namespace clave;

namespace {

/// A value that knows whether it is whole: every word follows from the first.
struct Payload {
    std::array<std::uint64_t, 32> words {};

    static Payload of(std::uint64_t n)
    {
        Payload payload;
        for (std::size_t i = 0; i < payload.words.size(); ++i)
            payload.words[i] = n * (i + 1);
        return payload;
    }
    [[nodiscard]] bool isWhole() const
    {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] != words[0] * (i + 1))
                return false;
        }
        return true;
    }
};

constexpr std::uint64_t kRounds = 20'000;

}  // namespace

TEST_SUITE("core/rt/stress")
{
    TEST_CASE("readers of a published value see whole ones, in order, and old ones are freed")
    {
        Published<std::vector<std::uint64_t>> published({1, 1, 1});
        std::atomic<bool> done {false};
        std::atomic<std::uint64_t> wrong {0};
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 3; ++reader) {
            readers.emplace_back([&] {
                Published<std::vector<std::uint64_t>>::Reader view(published);
                std::uint64_t last = 0;
                while (!done.load()) {
                    const auto* const value = view.latest();
                    const bool whole = (*value)[0] == (*value)[1] && (*value)[1] == (*value)[2];
                    if (!whole || (*value)[0] < last)
                        ++wrong;
                    last = (*value)[0];
                }
            });
        }
        std::size_t most = 0;
        for (std::uint64_t n = 2; n <= kRounds; ++n) {
            published.publish({n, n, n});
            most = std::max(most, published.alive());
        }
        done = true;
        for (auto& reader : readers)
            reader.join();
        published.collect();
        CHECK(wrong == 0);
        // A reader that moves on while the writer looks can be seen at its old value and at its new one.
        CHECK(most <= 1 + 2 * 3);
        CHECK(published.alive() == 1);
    }

    TEST_CASE("readers that come and go never see a freed value")
    {
        Published<std::vector<std::uint64_t>> published({0, 0});
        std::atomic<bool> done {false};
        std::atomic<std::uint64_t> wrong {0};
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 2; ++reader) {
            readers.emplace_back([&] {
                while (!done.load()) {
                    Published<std::vector<std::uint64_t>>::Reader view(published);
                    const auto* const value = view.latest();
                    if ((*value)[0] != (*value)[1])
                        ++wrong;
                }
            });
        }
        for (std::uint64_t n = 1; n <= kRounds; ++n)
            published.publish({n, n});
        done = true;
        for (auto& reader : readers)
            reader.join();
        CHECK(wrong == 0);
    }

    TEST_CASE("a value that is written while it is read is never seen torn, nor going back")
    {
        SeqValue<Payload> value;
        std::atomic<bool> done {false};
        std::atomic<std::uint64_t> wrong {0};
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 2; ++reader) {
            readers.emplace_back([&] {
                std::uint64_t last = 0;
                while (!done.load()) {
                    const Payload seen = value.load();
                    if (!seen.isWhole() || seen.words[0] < last)
                        ++wrong;
                    last = seen.words[0];
                }
            });
        }
        for (std::uint64_t n = 1; n <= kRounds * 5; ++n)
            value.store(Payload::of(n));
        done = true;
        for (auto& reader : readers)
            reader.join();
        CHECK(wrong == 0);
        CHECK(value.load().words[0] == kRounds * 5);
    }

    TEST_CASE("a queue hands over everything it took, whole and in order, and refuses when it is full")
    {
        Queue<Payload> queue(256);
        std::atomic<std::uint64_t> wrong {0};
        std::thread receiver([&] {
            Payload payload;
            for (std::uint64_t expected = 1; expected <= kRounds;) {
                if (!queue.tryPop(payload)) {
                    std::this_thread::yield();
                    continue;
                }
                if (!payload.isWhole() || payload.words[0] != expected)
                    ++wrong;
                ++expected;
            }
        });
        for (std::uint64_t n = 1; n <= kRounds;) {
            if (queue.tryPush(Payload::of(n)))
                ++n;
            else
                std::this_thread::yield();
        }
        receiver.join();
        CHECK(wrong == 0);
        Payload payload;
        CHECK_FALSE(queue.tryPop(payload));
        std::uint64_t fits = 0;
        while (queue.tryPush(Payload::of(1)))
            ++fits;
        CHECK(fits >= 256);
        CHECK(fits < 1024);
    }
}
