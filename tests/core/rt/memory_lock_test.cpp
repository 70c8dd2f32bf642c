#include "core/rt/memory_lock.hpp"

#include "tests/support/privileges.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <sys/mman.h>

#include <cstddef>
#include <fstream>
#include <string>

using namespace clave;

namespace {

/// One line of /proc/self/status, in KiB.
long statusKib(const std::string& name)
{
    std::ifstream status {"/proc/self/status"};
    std::string word;
    while (status >> word)
        if (word == name + ":") {
            long kib = -1;
            status >> kib;
            return kib;
        }
    return -1;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // the sanitizers turn mlockall into nothing
#else
constexpr bool kSanitized = false;
#endif

}  // namespace

TEST_SUITE("core/rt/memory_lock")
{
    TEST_CASE("locked memory costs nothing until it is used")
    {
        const long before = statusKib("VmRSS");
        const auto locked = lockMemory();
        if (!locked) {
            return test::skip("memory may not be locked here");
        }
        constexpr std::size_t kBytes = 64UL << 20U;
        void* const unused =
            mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        REQUIRE(unused != MAP_FAILED);
        const long lockedKib = statusKib("VmLck");
        const long after = statusKib("VmRSS");
        munmap(unused, kBytes);
        unlockMemory();
        MESSAGE("resident before locking " << before << " KiB, after with 64 MiB more mapped " << after
                                           << " KiB");
        CHECK(after < before + 8 * 1024);
        if (!kSanitized)
            CHECK(lockedKib >= static_cast<long>(kBytes / 1024));
    }

    TEST_CASE("memory is left alone under a limit, and one sentence says what to do")
    {
        const test::WithoutCapability noLock {CAP_IPC_LOCK};
        const test::WithLimit limit {RLIMIT_MEMLOCK, 1024 * 1024};
        const auto locked = lockMemory();
        REQUIRE_FALSE(locked.has_value());
        const std::string& sentence = locked.error().message;
        CAPTURE(sentence);
        CHECK(sentence.find("1024 KiB") != std::string::npos);
        CHECK(sentence.find("memlock unlimited") != std::string::npos);
        CHECK(sentence.find(". ") == std::string::npos);
        CHECK(sentence.back() == '.');
        CHECK(statusKib("VmLck") == 0);
    }
}
