# SPDX-License-Identifier: MIT OR Apache-2.0
# find_package(oyez) gives oyez::oyez, the shared library, and oyez::oyez_static. It may be moved together with them.
get_filename_component(oyez_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET oyez::oyez)
  add_library(oyez::oyez SHARED IMPORTED)
  set_target_properties(oyez::oyez PROPERTIES
    IMPORTED_LOCATION "${oyez_prefix}/lib/liboyez.so.0"
    IMPORTED_SONAME "liboyez.so.0"
    INTERFACE_INCLUDE_DIRECTORIES "${oyez_prefix}/include")
endif()

if(NOT TARGET oyez::oyez_static)
  add_library(oyez::oyez_static STATIC IMPORTED)
  set_target_properties(oyez::oyez_static PROPERTIES
    IMPORTED_LOCATION "${oyez_prefix}/lib/liboyez.a"
    INTERFACE_INCLUDE_DIRECTORIES "${oyez_prefix}/include"
    INTERFACE_LINK_LIBRARIES "-lpthread;-ldl;-lm")
endif()

unset(oyez_prefix)
