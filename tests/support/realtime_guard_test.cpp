#include "tests/support/realtime_guard.hpp"

#include "tests/support/skip.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <shared_mutex>
#include <thread>
#include <vector>

using namespace clave;
using test::RealtimeGuard;
using test::RealtimeWatch;

namespace {

constexpr const char* kDisarmed = "the sanitizer needs the heap functions for itself";

/// Keeps the compiler from leaving out an allocation that nobody looks at.
void* volatile sink = nullptr;

struct alignas(128) Wide {
    char bytes[128] {};
};

}  // namespace

TEST_SUITE("tests/support/RealtimeGuard")
{
    TEST_CASE("the guard counts nothing where nothing is done")
    {
        RealtimeGuard guard;
        int sum = 0;
        for (int i = 0; i < 100; ++i)
            sum += i;
        guard.stop();
        CHECK(sum == 4950);
        CHECK(guard.heapCalls() == 0);
        CHECK(guard.locks() == 0);
    }

    TEST_CASE("the guard counts every kind of heap call")
    {
        if (!RealtimeGuard::armed())
            return test::skip(kDisarmed);
        RealtimeGuard guard;
        sink = std::malloc(3);
        sink = std::realloc(sink, 300);
        std::free(sink);  // 3
        sink = std::calloc(2, 2);
        std::free(sink);  // 5
        sink = std::aligned_alloc(64, 64);
        std::free(sink);  // 7
        void* memory = nullptr;
        const int failed = posix_memalign(&memory, 64, 64);
        sink = memory;
        std::free(sink);  // 9
        guard.stop();
        CHECK(failed == 0);
        CHECK(guard.heapCalls() == 9);
        CHECK(guard.locks() == 0);
    }

    TEST_CASE("the guard counts new and delete, also of aligned types and in the standard library")
    {
        if (!RealtimeGuard::armed())
            return test::skip(kDisarmed);
        RealtimeGuard guard;
        auto* number = new int(1);
        sink = number;
        delete number;  // 2
        auto* wide = new Wide;
        sink = wide;
        delete wide;  // 4
        {
            const std::vector<int> numbers(100, 1);
            sink = const_cast<int*>(numbers.data());
        }  // 6
        guard.stop();
        CHECK(guard.heapCalls() == 6);
    }

    TEST_CASE("the guard counts every kind of lock, and the locks still work")
    {
        if (!RealtimeGuard::armed())
            return test::skip(kDisarmed);
        std::mutex mutex;
        std::shared_mutex shared;
        std::condition_variable condition;
        RealtimeGuard guard;
        mutex.lock();
        const bool again = mutex.try_lock();
        mutex.unlock();  // 2: giving a lock back never waits
        shared.lock_shared();
        shared.unlock_shared();
        shared.lock();
        shared.unlock();  // 4
        condition.notify_one();  // 5
        condition.notify_all();  // 6
        guard.stop();
        CHECK_FALSE(again);
        CHECK(guard.locks() == 6);
        CHECK(guard.heapCalls() == 0);
    }

    TEST_CASE("a thread that waits on a condition is woken and counted")
    {
        if (!RealtimeGuard::armed())
            return test::skip(kDisarmed);
        std::mutex mutex;
        std::condition_variable condition;
        bool ready = false;
        RealtimeWatch watch;
        std::thread waiter([&] {
            watch.enter();
            {
                std::unique_lock lock(mutex);
                condition.wait(lock, [&] { return ready; });
            }
            watch.leave();
        });
        {
            const std::scoped_lock lock(mutex);
            ready = true;
        }
        condition.notify_all();
        waiter.join();
        CHECK(watch.locks() >= 1);
    }

    TEST_CASE("a watch counts only the threads inside, and only while they are inside")
    {
        if (!RealtimeGuard::armed())
            return test::skip(kDisarmed);
        RealtimeWatch watch;
        std::thread inside([&] {
            sink = std::malloc(1);
            std::free(sink);
            watch.enter();
            sink = std::malloc(1);
            std::free(sink);
            watch.leave();
            sink = std::malloc(1);
            std::free(sink);
        });
        inside.join();
        const auto mine = std::make_unique<int>(1);
        CHECK(watch.heapCalls() == 2);
    }
}
