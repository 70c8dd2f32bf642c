#include "tests/support/realtime_guard.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>

// The sanitizers replace the same functions. Clang says it by __has_feature only, GCC by __SANITIZE_*__ only.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CLAVE_GUARD_DISARMED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CLAVE_GUARD_DISARMED 1
#endif
#endif

namespace clave::test {

namespace {

/// The watch the thread is inside. Plain initialisation: reading it never allocates.
constinit thread_local RealtimeWatch* current = nullptr;

}  // namespace

void RealtimeWatch::enter() noexcept
{
    current = this;
}

void RealtimeWatch::leave() noexcept
{
    if (current == this)
        current = nullptr;
}

#ifdef CLAVE_GUARD_DISARMED

bool RealtimeWatch::armed() noexcept
{
    return false;
}

}  // namespace clave::test

#else

bool RealtimeWatch::armed() noexcept
{
    return true;
}

namespace {

void countHeapCall() noexcept
{
    if (current != nullptr)
        current->countHeapCall();
}

/// One lock function of the C library: counts the call, then makes it.
///
/// The address is looked up at the first call and kept in an atomic: a function-local static would itself
/// lock.
template <typename Function>
class Replaced;

template <typename... Arguments>
class Replaced<int(Arguments...)> {
public:
    /// \param version  which of the function's versions to take where there are several; x86-64 still exports
    /// the
    ///                 condition variables of 2002, and dlsym may find those
    explicit constexpr Replaced(const char* name, const char* version = nullptr) noexcept
        : name_(name)
        , version_(version)
    {
    }

    int operator()(Arguments... arguments) noexcept
    {
        if (current != nullptr)
            current->countLock();
        void* real = real_.load(std::memory_order_relaxed);
        if (real == nullptr) {
            real = version_ != nullptr ? dlvsym(RTLD_NEXT, name_, version_) : nullptr;
            if (real == nullptr)
                real = dlsym(RTLD_NEXT, name_);
            real_.store(real, std::memory_order_relaxed);
        }
        return reinterpret_cast<int (*)(Arguments...)>(real)(arguments...);
    }

private:
    const char* name_;
    const char* version_;
    std::atomic<void*> real_ {nullptr};
};

using Mutex = int(pthread_mutex_t*);
using RwLock = int(pthread_rwlock_t*);
using Cond = int(pthread_cond_t*);
constexpr const char* kCondVersion = "GLIBC_2.3.2";

constinit Replaced<Mutex> mutexLock {"pthread_mutex_lock"};
constinit Replaced<Mutex> mutexTryLock {"pthread_mutex_trylock"};
constinit Replaced<int(pthread_mutex_t*, const timespec*)> mutexTimedLock {"pthread_mutex_timedlock"};
constinit Replaced<RwLock> readLock {"pthread_rwlock_rdlock"};
constinit Replaced<RwLock> tryReadLock {"pthread_rwlock_tryrdlock"};
constinit Replaced<RwLock> writeLock {"pthread_rwlock_wrlock"};
constinit Replaced<RwLock> tryWriteLock {"pthread_rwlock_trywrlock"};
constinit Replaced<Cond> condSignal {"pthread_cond_signal", kCondVersion};
constinit Replaced<Cond> condBroadcast {"pthread_cond_broadcast", kCondVersion};
constinit Replaced<int(pthread_cond_t*, pthread_mutex_t*)> condWait {"pthread_cond_wait", kCondVersion};
constinit Replaced<int(pthread_cond_t*, pthread_mutex_t*, const timespec*)> condTimedWait {
    "pthread_cond_timedwait", kCondVersion};
constinit Replaced<int(pthread_cond_t*, pthread_mutex_t*, clockid_t, const timespec*)> condClockWait {
    "pthread_cond_clockwait"};

}  // namespace

}  // namespace clave::test

// The names and parameters below are the C library's.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming, cppcoreguidelines-no-malloc)
using namespace clave::test;

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size) noexcept
{
    countHeapCall();
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept
{
    countHeapCall();
    return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size) noexcept
{
    countHeapCall();
    return __libc_realloc(memory, size);
}

void free(void* memory) noexcept
{
    countHeapCall();
    __libc_free(memory);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept
{
    countHeapCall();
    return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    countHeapCall();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept
{
    countHeapCall();
    *memory = __libc_memalign(alignment, size);
    return *memory == nullptr ? ENOMEM : 0;
}

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept
{
    return mutexLock(mutex);
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept
{
    return mutexTryLock(mutex);
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* until) noexcept
{
    return mutexTimedLock(mutex, until);
}

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept
{
    return readLock(lock);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) noexcept
{
    return tryReadLock(lock);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept
{
    return writeLock(lock);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) noexcept
{
    return tryWriteLock(lock);
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept
{
    return condSignal(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept
{
    return condBroadcast(condition);
}

// The waits are cancellation points: not noexcept, as in <pthread.h>.
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex)
{
    return condWait(condition, mutex);
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const timespec* until)
{
    return condTimedWait(condition, mutex, until);
}

int pthread_cond_clockwait(
    pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock, const timespec* until)
{
    return condClockWait(condition, mutex, clock, until);
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming, cppcoreguidelines-no-malloc)

#endif
