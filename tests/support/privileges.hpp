#pragma once

#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace clave::test {

/// While it lives, the calling thread (and threads it starts) has lost one capability, as an ordinary user
/// has. Capabilities belong to a thread on Linux, so that no other test notices.
class WithoutCapability {
public:
    explicit WithoutCapability(int capability) noexcept
    {
        syscall(SYS_capget, &header_, before_.data());
        auto less = before_;
        less[static_cast<unsigned>(capability) / 32U].effective &=
            ~(1U << (static_cast<unsigned>(capability) % 32U));
        syscall(SYS_capset, &header_, less.data());
    }
    WithoutCapability(const WithoutCapability&) = delete;
    WithoutCapability& operator=(const WithoutCapability&) = delete;
    WithoutCapability(WithoutCapability&&) = delete;
    WithoutCapability& operator=(WithoutCapability&&) = delete;
    ~WithoutCapability() { syscall(SYS_capset, &header_, before_.data()); }

private:
    __user_cap_header_struct header_ {_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> before_ {};
};

/// While it lives, the process has another limit, as far as it may have that.
class WithLimit {
public:
    WithLimit(__rlimit_resource resource, rlim_t value) noexcept : resource_(resource)
    {
        getrlimit(resource_, &before_);
        const rlimit changed {value, std::max(value, before_.rlim_max)};
        setrlimit(resource_, &changed);
    }
    WithLimit(const WithLimit&) = delete;
    WithLimit& operator=(const WithLimit&) = delete;
    WithLimit(WithLimit&&) = delete;
    WithLimit& operator=(WithLimit&&) = delete;
    ~WithLimit() { setrlimit(resource_, &before_); }

private:
    __rlimit_resource resource_;
    rlimit before_ {};
};

}  // namespace clave::test
